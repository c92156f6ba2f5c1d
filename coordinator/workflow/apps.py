from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "coordinator.workflow"
    label = "workflow"
