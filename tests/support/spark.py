"""One local session of Spark for all tests of a process, where Java is there."""

from __future__ import annotations

import functools
import os
import shutil
from importlib.util import find_spec
from typing import Any

MISSING = (
    "pyspark"
    if find_spec("pyspark") is None
    else None
    if shutil.which("java") or os.environ.get("JAVA_HOME")
    else "Java 17"
)
"""What Spark needs and this machine lacks; None where nothing is missing."""


@functools.cache
def spark() -> Any:
    """Start Spark on this machine, or give the session that runs."""
    from pyspark.sql import SparkSession

    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        # Plans that run once do not repay a compiler that looks long at them.
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "1g",
        "spark.sql.codegen.hugeMethodLimit": "8000",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "2",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder: Any = SparkSession.builder.master("local[2]").appName("tests")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session
