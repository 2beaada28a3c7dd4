"""What is remembered: tables, repositories, migrations. SQLite by default, PostgreSQL by URL."""
