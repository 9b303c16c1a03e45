namespace Orchestra.LocalHost.Hosting;

/// <summary>Healthy means: a GET of the path answers with the status.</summary>
internal sealed record HttpHealthCheck(string Path, int StatusCode, string EndpointName);
