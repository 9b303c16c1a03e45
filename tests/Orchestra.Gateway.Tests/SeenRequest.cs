namespace Orchestra.Gateway.Tests;

/// <summary>A request as it arrived at the fake service.</summary>
internal sealed record SeenRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, long BodyBytes)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
