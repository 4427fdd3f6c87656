"""The database: tables, the engine and its migrations. SQLite by default, PostgreSQL when scaled out."""
