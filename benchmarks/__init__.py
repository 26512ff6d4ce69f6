"""What the package is measured by: labels against verified data sets, and times against rivals.

Development commands. They call the public interface only, and nothing of the package imports them.
"""
