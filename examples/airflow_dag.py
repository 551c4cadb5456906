"""An Airflow DAG: one notebook by Airflow's own PapermillOperator, then the whole report.

Copy it to the ``dags`` folder of an Airflow (>= 2.9) with the provider
``apache-airflow-providers-papermill``, in whose environment stancebook is installed. The check of
parameters inside the notebook holds here too: a misspelt name fails the task.
"""

from datetime import datetime, timedelta
from pathlib import Path

from airflow import DAG
from airflow.providers.papermill.operators.papermill import PapermillOperator

try:
    from airflow.providers.standard.operators.bash import BashOperator
except ImportError:  # Airflow 2
    from airflow.operators.bash import BashOperator

HOME = Path("/srv/stancebook")

with DAG(
    dag_id="stancebook",
    schedule="15 5 * * *",
    start_date=datetime(2024, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 1, "retry_delay": timedelta(minutes=10)},
) as dag:
    # Values that Airflow fills in ({{ ds }}) are text: declare such a parameter as a date or text.
    stance = PapermillOperator(
        task_id="stance",
        input_nb=str(HOME / "notebooks" / "3_stance.ipynb"),
        output_nb=str(HOME / "out" / "3_stance-{{ ds }}.ipynb"),
        parameters={
            "articles": str(HOME / "news"),
            "codebook": str(HOME / "codebook.yml"),
            "min_confidence": 0.9,
        },
        kernel_name="python3",
    )
    # Exit code 75 says that another run is under way: Airflow then marks the task as skipped.
    report = BashOperator(
        task_id="report",
        cwd=str(HOME),
        bash_command=".venv/bin/stancebook report news --codebook codebook.yml --if-changed "
        "--keep 14 --time-limit 7200",
        skip_on_exit_code=75,
    )
    stance >> report
