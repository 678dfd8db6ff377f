"""When sums are paid: schedules under caps, each with a certificate, or the named reason why there is none (L10.24)."""
