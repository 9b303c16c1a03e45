using Microsoft.AspNetCore.Builder;

namespace Orchestra.ServiceDefaults.Logs;

/// <summary>Names what the log lines of an endpoint are about.</summary>
public static class LogFieldExtensions
{
    /// <summary>The log lines of an endpoint, or of every endpoint of a group, carry a value of its route where it has one.</summary>
    /// <param name="builder">The endpoint or the group.</param>
    /// <param name="name">Name in the logs, for example <c>runId</c>.</param>
    /// <param name="routeValue">Name in the route.</param>
    public static TBuilder WithLogField<TBuilder>(this TBuilder builder, string name, string routeValue = "id")
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new LogFieldMetadata(name, routeValue));
}
