"""Pages of applications: applying, following and answering, and the choosing."""
