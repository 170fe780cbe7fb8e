"""Benchmarks: each sets up its own server and data, and prints what was aimed at beside it.

`./baken bench desk --size 100000`. They are no tests: nothing here is timed by the test run.
"""
