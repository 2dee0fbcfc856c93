"""The addresses of the screens that have one of their own, as the router gives them; what is none of them leads to the first screen."""

ADDRESSES = frozenset(
    {"don-bay", "do-phu", "ke-hoach", "thu-huong", "so-sanh", "tien-do", "hoat-dong", "doi-chieu", "chat-luong", "nguon", "phuong-phap"}
)  # fmt: skip
