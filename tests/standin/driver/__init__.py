"""What scenarios drive: people, guilds, and what people are shown."""
