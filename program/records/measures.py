"""The figures there are, by name: what a target, a baseline or a story can stand beside."""

from __future__ import annotations

from program.records.fields import Words


class Measure(Words):
    """One figure of the program; how each is made is on its card in `program.metrics`.

    Papers cite a figure by its place in this list: new ones are added at the end, and none is ever moved.
    """

    PARTICIPATION = "participation"
    ROTATION_PARTICIPATION = "rotation_participation"
    ATTENDANCE = "attendance"
    COLLABORATIONS = "collaborations"
    CROSS_FUNCTION = "cross_function"
    RECOMMENDATIONS = "recommendations"
    RETENTION = "retention"
    PROGRESSION = "progression"
    RESPONSIBILITY = "responsibility"
    TIME_TO_PROMOTION = "time_to_promotion"
    TIME_TO_READINESS = "time_to_readiness"
    TIME_TO_COMPETENCE = "time_to_competence"
    GROWTH = "growth"
    READINESS = "readiness"
    READINESS_SPREAD = "readiness_spread"
    ROLE_COVERAGE = "role_coverage"
    READY_COVERAGE = "ready_coverage"
    SUCCESSOR_COVERAGE = "successor_coverage"
    BENCH_STRENGTH = "bench_strength"
    NET_BENCH = "net_bench"
    SUCCESSION_GAP = "succession_gap"
    STRETCH = "stretch"
    EXPOSURE = "exposure"
    EXPOSURE_QUALITY = "exposure_quality"
    TRANSFER = "transfer"
    PERFORMANCE = "performance"
    PLAN_COMPLETION = "plan_completion"
    OVERDUE = "overdue"
    GOAL_ATTAINMENT = "goal_attainment"
    SATISFACTION = "satisfaction"
    CLIMATE = "climate"
    SAFETY = "safety"
    CONFIDENCE = "confidence"
    EFFECTIVE_MENTORS = "effective_mentors"
    LOAD_INEQUALITY = "load_inequality"
    SINGLE_POINT = "single_point"
    REACH = "reach"
    PAIR_NOVELTY = "pair_novelty"
    MATCH_QUALITY = "match_quality"
    MATCH_PREDICTION = "match_prediction"
    ACCESS_RATIO = "access_ratio"
    OUTCOME_RATIO = "outcome_ratio"

    @property
    def label(self) -> str:
        return _LABELS.get(self.value, super().label)


_LABELS = {
    "rotation_participation": "Rotation participation",
    "attendance": "Attendance at circles",
    "collaborations": "Cross-functional collaborations",
    "cross_function": "Assignments across functions",
    "recommendations": "Recommendations implemented",
    "retention": "Retention",
    "progression": "Promoted or moved on",
    "responsibility": "Took on greater responsibility",
    "time_to_promotion": "Time to promotion",
    "time_to_readiness": "Time to readiness",
    "time_to_competence": "Time to competence",
    "growth": "Competency growth",
    "readiness": "Ready now",
    "readiness_spread": "Spread between raters",
    "role_coverage": "Critical roles with a successor",
    "ready_coverage": "Critical roles with a ready successor",
    "successor_coverage": "Successors per critical role",
    "bench_strength": "Bench strength",
    "net_bench": "Net bench",
    "succession_gap": "Critical roles at risk",
    "stretch": "Stretch assignments",
    "exposure": "Functions met",
    "exposure_quality": "Exposure quality",
    "transfer": "Knowledge transfer",
    "performance": "Performance readings improved",
    "plan_completion": "Goals reached in time",
    "overdue": "Goals overdue",
    "goal_attainment": "Goal attainment",
    "safety": "Psychological safety",
    "confidence": "Managerial confidence",
    "effective_mentors": "Effective mentors",
    "load_inequality": "Inequality of mentoring load",
    "single_point": "Dependence on one mentor",
    "reach": "Reach of learning",
    "pair_novelty": "New company",
    "match_quality": "Match quality",
    "match_prediction": "Match quality as predicted",
    "access_ratio": "Equal access",
    "outcome_ratio": "Equal outcomes",
}
