"""What leaves the desk as a file: tables for people's programs, ClaimReview for the web."""
