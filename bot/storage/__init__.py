"""Storage: records, tables and the store with its repositories. Import `Store` from `bot.storage.store`."""
