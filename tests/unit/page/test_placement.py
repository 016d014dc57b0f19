"""Where dates, cards, comments and labels stand on a page, and what may be made of them."""

import pytest

from workers.page import Page, read_page

HEADLINE = "قصف على سوق في إدلب يوقع 12 قتيلا"
PROSE = (
    "قتل 12 مدنيا وأصيب 30 آخرون بجروح في قصف استهدف سوقا شعبية في مدينة إدلب شمال غربي سوريا صباح اليوم",
    "وقال الدفاع المدني إن فرقه انتشلت ثلاثة أطفال من تحت الأنقاض وإن عمليات البحث متواصلة حتى الساعة",
    "شاهد عيان أكد أن القصف أوقع 12 قتيلا",
    "وطالبت منظمات إنسانية بوقف فوري لإطلاق النار",
)
TEXT = "".join(f"<p>{p}</p>" for p in PROSE)
CARDS = (
    '<li><a href="/1">رئيس الوزراء يبحث مع نظيره ملف المياه</a></li><li><a href="/2">ارتفاع سعر الذهب 3 بالمئة</a></li>'
)
OTHER = '<div class="item"><a href="/q">خبر آخر طويل عن أمر مختلف تماما</a><span class="date">5 مايو 2024</span></div>'
COMMENT = "<div><b>أحمد</b><p>تعليق طويل من قارئ غاضب يقول إن العدد 99 قتيلا وليس كما ذكرتم في هذا الخبر أبدا</p></div>"


def read(body: str, head: str = "") -> Page:
    html = f"<html><head><meta charset=utf-8><title>{HEADLINE} | شبكة</title>{head}</head><body>{body}</body></html>"
    return read_page(html.encode(), "http://news.example/a")


@pytest.mark.parametrize(
    ("body", "published", "modified"),
    [
        (f"<div><h1>{HEADLINE}</h1><span>25 يناير 2019</span>{TEXT}</div>", "2019-01-25", None),
        (f"<div><div class='post-date'>25 يناير 2019</div><h1>{HEADLINE}</h1>{TEXT}</div>", "2019-01-25", None),
        (f"<div><h1>{HEADLINE}</h1>{TEXT}<p class='date'>نشر في 25 يناير 2019</p></div>", "2019-01-25", None),
        (f"<div><h1>{HEADLINE}</h1><ul class='meta'><li>25 يناير، 2019</li></ul>{TEXT}</div>", "2019-01-25", None),
        (f"<div><h1>{HEADLINE}</h1><div class='post-meta'>admin | 25 يناير 2019 | 0 تعليق</div>{TEXT}</div>", "2019-01-25", None),
        (f"<div><h2 class='title'>{HEADLINE}</h2><div class='info'><span>الجمعة 25/1/2019 م - 10:30 ص</span></div>{TEXT}</div>",
         "2019-01-25T10:30:00", None),
        (f"<div><h1>{HEADLINE}</h1><time class='entry-date published' datetime='2019-01-25T08:00Z'>x</time>"
         f"<time class='updated' datetime='2019-01-26T08:00Z'>x</time>{TEXT}</div>",
         "2019-01-25T08:00:00+00:00", "2019-01-26T08:00:00+00:00"),
        (f"<div><h1>{HEADLINE}</h1><span class='date'>آخر تحديث 25-01-2019 | 10:30</span>{TEXT}</div>", None, "2019-01-25T10:30:00"),
    ],
)  # fmt: skip
def test_the_articles_own_date_is_read(body: str, published: str | None, modified: str | None) -> None:
    page = read(body)
    assert (page.published, page.modified) == (published, modified)


@pytest.mark.parametrize(
    "body",
    [
        f"<div><h1>{HEADLINE}</h1><span class='date'>منذ 3 ساعات</span>{TEXT}</div>",
        f"<div id='all'><div class='top'><span class='date'>الأحد 5 أيار 2024</span></div><h1>{HEADLINE}</h1>{TEXT}</div>",
        f"<div><h1>{HEADLINE}</h1><p>قال المتحدث إن الاتفاق وقع في 17 سبتمبر 2018 وإنه قائم</p>{TEXT}</div>",
        f"<div><h1>{HEADLINE}</h1>{TEXT}<p>12 مارس 2011</p></div>",
        f"<div><h1>{HEADLINE}</h1>{TEXT}</div><div class='grid'>{OTHER}</div>",
        f"<div><h1>{HEADLINE}</h1>{TEXT}<div class='grid'>{OTHER}</div></div>",
        f"<div><h1>{HEADLINE}</h1>{TEXT}<p>حقوق النشر محفوظة 1 يناير 2024</p></div>",
    ],
)
def test_another_date_is_not_taken_for_it(body: str) -> None:
    page = read(body)
    assert (page.published, page.modified) == (None, None)


@pytest.mark.parametrize(
    ("body", "furniture"),
    [
        (f"<div><h1>{HEADLINE}</h1>{TEXT}<h3>أخبار ذات صلة</h3><ul>{CARDS}</ul></div>", "المياه"),
        (f"<div><h1>{HEADLINE}</h1>{TEXT}<h3>التعليقات (1)</h3>{COMMENT}</div>", "غاضب"),
        (f"<div><h1>{HEADLINE}</h1>{TEXT}<h3>3 commentaires</h3>{COMMENT}</div>", "غاضب"),
        (f"<div><h1>{HEADLINE}</h1><p>اقرأ أيضا: <a href='/1'>رئيس الوزراء يبحث ملف المياه</a></p>{TEXT}</div>", "المياه"),
        (f"<div><h1>{HEADLINE}</h1>{TEXT}<p>كلمات دلالية: إدلب، سوريا</p></div>", "دلالية"),
        (f"<div><h1>{HEADLINE}</h1>{TEXT}<p>جميع الحقوق محفوظة © شبكة 2024</p></div>", "الحقوق"),
        (f"<div><h1>{HEADLINE}</h1>{TEXT}</div><div class='author-box'><p>صحفي يعمل منذ 15 عاما في تغطية المنطقة</p></div>", "صحفي"),
    ],
)  # fmt: skip
def test_the_body_is_whole_and_nothing_else(body: str, furniture: str) -> None:
    page = read(body)
    assert page.headline == HEADLINE
    assert all(p in page.text for p in PROSE)
    assert furniture not in page.text


@pytest.mark.parametrize("wrap", ["<p><span><b>{}</b></span></p>", "<div>{}</div>", "{}<br>", "{}<br/><br/>"])
def test_a_body_is_read_whatever_holds_its_paragraphs(wrap: str) -> None:
    page = read(f"<div><h1>{HEADLINE}</h1><div class='text'>{''.join(wrap.format(p) for p in PROSE)}</div></div>")
    assert all(p in page.text for p in PROSE)


def test_text_goes_on_behind_a_related_story() -> None:
    first, second = PROSE[:2]
    page = read(f"<div><h1>{HEADLINE}</h1><p>{first}</p><h4>ذات صلة</h4><ul>{CARDS}</ul><p>{second}</p></div>")
    assert first in page.text
    assert second in page.text
    assert "المياه" not in page.text


def test_a_printed_date_goes_before_a_bare_date_in_the_head() -> None:
    head = "<meta name='date' content='2024-05-06'><meta http-equiv='last-modified' content='2024-05-06'>"
    body = f"<div><h1>{HEADLINE}</h1><span class='date'>25 يناير 2019</span>{TEXT}</div>"
    page = read(body, head)
    assert (page.published, page.modified) == ("2019-01-25", None)
    assert read(f"<div><h1>{HEADLINE}</h1>{TEXT}</div>", head).published == "2024-05-06"
