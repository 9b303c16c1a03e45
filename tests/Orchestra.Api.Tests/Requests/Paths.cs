namespace Orchestra.Api.Tests.Requests;

/// <summary>The paths that the table of bad requests goes to.</summary>
internal static class Paths
{
    public const string Processes = "/api/v1/processes";
    public const string Specs = "/api/v1/specs";
    public const string Suites = "/api/v1/suites";
    public const string Scenarios = "/api/v1/scenarios";
    public const string Environments = "/api/v1/environments";
    public const string DbProfiles = "/api/v1/db-profiles";
    public const string KafkaProfiles = "/api/v1/kafka-profiles";
    public const string QueueProfiles = "/api/v1/queue-profiles";
    public const string AuthProfiles = "/api/v1/auth-profiles";
    public const string DataSets = "/api/v1/datasets";
    public const string Import = "/api/v1/datasets/import";
    public const string TestRuns = "/api/v1/testruns";
    public const string SuiteRuns = "/api/v1/suiteruns";
    public const string Vault = "/api/v1/vault";
    public const string Members = "/api/v1/members";
    public const string ApiKeys = "/api/v1/apikeys";
    public const string Settings = "/api/v1/tenants/current/settings";

    public static IReadOnlyList<string> Profiles { get; } = [DbProfiles, KafkaProfiles, QueueProfiles, AuthProfiles];
}
