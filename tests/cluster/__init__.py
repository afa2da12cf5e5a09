"""What needs a real cluster: a master and two workers, started as processes of this machine. `make test-cluster`."""
