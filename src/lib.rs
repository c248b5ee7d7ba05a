//! The page and the programming interfaces around `jiuzhu_engine`.
