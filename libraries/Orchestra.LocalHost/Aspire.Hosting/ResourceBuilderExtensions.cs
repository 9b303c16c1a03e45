using Aspire.Hosting.ApplicationModel;
using Orchestra.LocalHost.Hosting;

namespace Aspire.Hosting;

/// <summary>What can be said of resources of several kinds.</summary>
public static class ResourceBuilderExtensions
{
    private const string HttpEndpointName = "http";

    /// <summary>Sets an environment variable.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, string? value)
        where T : IResourceWithEnvironment => builder.AddVariable(name, (_, _) => ValueTask.FromResult(value));

    /// <summary>Sets an environment variable to an interpolated string.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(
        this IResourceBuilder<T> builder,
        string name,
        in ReferenceExpression.ExpressionInterpolatedStringHandler value
    )
        where T : IResourceWithEnvironment => builder.WithEnvironment(name, ReferenceExpression.Create(value));

    /// <summary>Sets an environment variable to a text whose parts are known at start.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, ReferenceExpression value)
        where T : IResourceWithEnvironment
    {
        builder.Resource.Model().References.UnionWith(value.ReferencedResources());
        return builder.AddVariable(name, (_, cancellationToken) => value.GetValueAsync(cancellationToken));
    }

    /// <summary>Sets an environment variable to an endpoint's address.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, EndpointReference endpointReference)
        where T : IResourceWithEnvironment
    {
        builder.Resource.Model().References.Add(endpointReference.Resource);
        return builder.AddVariable(name, (_, cancellationToken) => endpointReference.GetValueAsync(cancellationToken));
    }

    /// <summary>Sets an environment variable to a parameter's value.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(
        this IResourceBuilder<T> builder,
        string name,
        IResourceBuilder<ParameterResource> parameter
    )
        where T : IResourceWithEnvironment =>
        builder.AddVariable(name, (_, cancellationToken) => parameter.Resource.GetValueAsync(cancellationToken));

    /// <summary>Hands on a connection string as <c>ConnectionStrings__NAME</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder,
        IResourceBuilder<IResourceWithConnectionString> source,
        string? connectionName = null,
        bool optional = false
    )
        where TDestination : IResourceWithEnvironment
    {
        builder.Resource.Model().References.Add(source.Resource);
        return builder.AddVariable(
            $"ConnectionStrings__{connectionName ?? source.Resource.Name}",
            (_, cancellationToken) => source.Resource.ConnectionStringExpression.GetValueAsync(cancellationToken)
        );
    }

    /// <summary>Hands on the addresses of a resource: <c>services__NAME__ENDPOINT__0</c>, and 1, 2 … for its replicas.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder,
        IResourceBuilder<IResourceWithServiceDiscovery> source
    )
        where TDestination : IResourceWithEnvironment
    {
        var model = builder.Resource.Model();
        model.References.Add(source.Resource);
        model.Environment.Add(
            (variables, _) =>
            {
                foreach (var endpoint in source.Resource.Model().Endpoints)
                {
                    for (var replica = 0; replica < source.Resource.Model().Replicas; replica++)
                    {
                        variables[$"services__{source.Resource.Name}__{endpoint.Name}__{replica}"] = endpoint.UrlOf(
                            source.Resource.Name,
                            replica
                        );
                    }
                }

                return ValueTask.CompletedTask;
            }
        );
        return builder;
    }

    /// <summary>Adds command line arguments.</summary>
    public static IResourceBuilder<T> WithArgs<T>(this IResourceBuilder<T> builder, params string[] args)
        where T : IResourceWithArgs
    {
        builder.Resource.Model().Arguments.AddRange(args);
        return builder;
    }

    /// <summary>Adds an HTTP endpoint. A project learns its addresses from <c>ASPNETCORE_URLS</c>.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="port">The port that others use; null for a free one.</param>
    /// <param name="targetPort">The port that the process listens on: here, without a proxy between, the same.</param>
    /// <param name="name">The endpoint's name; <c>http</c> by default.</param>
    /// <param name="env">A variable to receive the port.</param>
    /// <param name="isProxied">Without meaning here: there is no proxy.</param>
    public static IResourceBuilder<T> WithHttpEndpoint<T>(
        this IResourceBuilder<T> builder,
        int? port = null,
        int? targetPort = null,
        string? name = null,
        string? env = null,
        bool isProxied = true
    )
        where T : IResourceWithEndpoints
    {
        var endpoints = builder.Resource.Model().Endpoints;
        var endpoint = new EndpointModel(name ?? HttpEndpointName, "http", port ?? targetPort, env);
        if (endpoints.Exists(other => other.Name == endpoint.Name))
        {
            throw new DistributedApplicationException($"resource '{builder.Resource.Name}' has the endpoint '{endpoint.Name}' twice");
        }

        endpoints.Add(endpoint);
        return builder;
    }

    /// <summary>Refers to an endpoint by its name.</summary>
    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name)
        where T : IResourceWithEndpoints => new(builder.Resource, name);

    /// <summary>Starts the resource when the other one is healthy.</summary>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport => builder.AddWait(dependency, exitCode: null);

    /// <summary>Starts the resource when the other one has ended with the exit code.</summary>
    public static IResourceBuilder<T> WaitForCompletion<T>(
        this IResourceBuilder<T> builder,
        IResourceBuilder<IResource> dependency,
        int exitCode = 0
    )
        where T : IResourceWithWaitSupport
    {
        dependency.Resource.Model().CompletionExitCode = exitCode;
        return builder.AddWait(dependency, exitCode);
    }

    /// <summary>The resource is healthy when a GET of the path answers with the status (200 by default).</summary>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder,
        string? path = null,
        int? statusCode = null,
        string? endpointName = null
    )
        where T : IResourceWithEndpoints
    {
        builder.Resource.Model().HealthChecks.Add(new HttpHealthCheck(path ?? "/", statusCode ?? 200, endpointName ?? HttpEndpointName));
        return builder;
    }

    private static IResourceBuilder<T> AddVariable<T>(
        this IResourceBuilder<T> builder,
        string name,
        Func<string, CancellationToken, ValueTask<string?>> value
    )
        where T : IResourceWithEnvironment
    {
        builder
            .Resource.Model()
            .Environment.Add(async (variables, cancellationToken) => variables[name] = await value(name, cancellationToken));
        return builder;
    }

    private static IResourceBuilder<T> AddWait<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, int? exitCode)
        where T : IResourceWithWaitSupport
    {
        builder.Resource.Model().Waits.Add(new WaitModel(dependency.Resource, exitCode));
        return builder;
    }
}
