"""The program: everything that makes the publishers, transforms and stories at the top of the repository work."""
