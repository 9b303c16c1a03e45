namespace Orchestra.Api.Tests.Hosting;

/// <summary>Ids of what one tenant owns, one of each kind.</summary>
internal sealed record TenantArtifacts(
    Guid Process,
    Guid Spec,
    Guid Suite,
    Guid Scenario,
    Guid Environment,
    Guid DataSet,
    Guid ApiKey,
    Guid TestRun,
    Guid SuiteRun,
    Guid Member,
    Guid Secret,
    Guid DbProfile,
    Guid KafkaProfile,
    Guid QueueProfile,
    Guid AuthProfile
)
{
    /// <summary>The id that stands behind a segment of a route, for example <c>processes</c>.</summary>
    public Guid? OfSegment(string segment) =>
        segment switch
        {
            "processes" => Process,
            "specs" => Spec,
            "suites" => Suite,
            "scenarios" => Scenario,
            "environments" => Environment,
            "datasets" => DataSet,
            "apikeys" => ApiKey,
            "members" => Member,
            "vault" => Secret,
            "db-profiles" => DbProfile,
            "kafka-profiles" => KafkaProfile,
            "queue-profiles" => QueueProfile,
            "auth-profiles" => AuthProfile,
            "testruns" => TestRun,
            "suiteruns" => SuiteRun,
            _ => null,
        };

    /// <summary>The id that a member of a body or a query names, for example <c>processId</c>.</summary>
    public Guid? OfMember(string member) =>
        member.ToUpperInvariant() switch
        {
            "PROCESSID" => Process,
            "SPECIDS" => Spec,
            "SUITEID" => Suite,
            "SCENARIOID" or "RECOMMENDEDFOR" => Scenario,
            "ENVIRONMENTID" => Environment,
            "DATASETID" => DataSet,
            "SUITERUNID" => SuiteRun,
            "FROMRUNID" => TestRun,
            _ => null,
        };
}
