namespace Orchestra.Api.Tests.Requests;

/// <summary>The table of bad requests.</summary>
internal static class BadRequests
{
    public static IEnumerable<BadRequest> All =>
        [
            .. UnreadableRequests.All,
            .. FieldRequests.All,
            .. SourceRequests.All,
            .. SuiteRequests.All(),
            .. ArtifactRequests.All(),
            .. ProfileRequests.All(),
            .. RunRequests.All(),
        ];
}
