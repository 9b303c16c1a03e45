namespace Orchestra.Gateway.Routing;

/// <summary>One line of the route table: paths that a service owns.</summary>
/// <param name="Path">A path; everything below it belongs to the service too, unless it is a stream.</param>
/// <param name="Service">The service's name, as in <c>services:{name}:http:0</c>.</param>
/// <param name="IsStream">Server-Sent Events: may be silent for long and lives for hours.</param>
internal sealed record ServiceRoute(string Path, string Service, bool IsStream = false)
{
    /// <summary>The pattern for ASP.NET's routing.</summary>
    public string Pattern => IsStream ? Path : $"{Path}/{{**rest}}";

    /// <summary>The YARP cluster; streams have one of their own, because time-outs belong to clusters.</summary>
    public string Cluster => IsStream ? $"{Service}-streams" : Service;

    /// <summary>Whether a path of a service's own document is reachable through this line.</summary>
    public bool Covers(string path) => path == Path || path.StartsWith(Path + '/', StringComparison.Ordinal);
}
