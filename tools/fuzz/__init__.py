"""Readers under fire: what the program reads from strangers is changed at random, and readers are held to a contract.

A reader gives its result or raises an `IsuganError` that names the file, in bounded time and memory. It writes nothing
outside of the folder that it was given, connects to nobody, starts nothing and unpickles nothing.
"""
