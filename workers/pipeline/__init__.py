"""The use-cases: queue an article, run the steps of its verification, rule on a flag."""
