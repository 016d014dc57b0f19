# One image for every role: the command says which (worker, beat, web, migrate).
FROM python:3.11-slim-bookworm AS build

WORKDIR /src
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/tawatur
# The pinned, hashed requirements first: they change less often than the code.
COPY requirements/ requirements/
RUN /opt/tawatur/bin/pip install --no-deps --require-hashes -r requirements/runtime.txt
COPY pyproject.toml README.md LICENSE ./
COPY core/ core/
COPY workers/ workers/
COPY desk/ desk/
RUN /opt/tawatur/bin/pip install --no-deps --no-build-isolation .

FROM python:3.11-slim-bookworm

RUN useradd --system --uid 10001 --home-dir /var/lib/tawatur --create-home tawatur
COPY --from=build /opt/tawatur /opt/tawatur
ENV PATH=/opt/tawatur/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    TAWATUR_HOME=/var/lib/tawatur
USER tawatur
WORKDIR /var/lib/tawatur
EXPOSE 8000
ENTRYPOINT ["tawatur"]
CMD ["--help"]
