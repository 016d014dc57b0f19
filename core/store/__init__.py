"""The database: tables, engine, named queries and migrations. The only room of core that does input and output."""
