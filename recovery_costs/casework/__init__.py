"""The use cases: what people do with the register, and what they see of it. The only place where rules meet the store."""
