"""Standards counted on a cluster of Apache Spark, from a file of facts, by the expressions of the column engine.

`derive_on_cluster`, `measure_on_cluster` and `write_on_cluster` are what others call. Spark is the extra `spark`: it is
imported here alone, and only when a cluster is asked for. `LocalCluster` runs a master and its workers on this machine.
"""

from throughcare.exchange.cluster.deriving import (
    derive_on_cluster,
    exchanges_in,
    made_on,
    measure_on_cluster,
    plan_of,
    write_on_cluster,
)
from throughcare.exchange.cluster.machine import LocalCluster
from throughcare.exchange.cluster.session import connected
from throughcare.exchange.faults import ClusterFault

__all__ = [
    "ClusterFault",
    "LocalCluster",
    "connected",
    "derive_on_cluster",
    "exchanges_in",
    "made_on",
    "measure_on_cluster",
    "plan_of",
    "write_on_cluster",
]
