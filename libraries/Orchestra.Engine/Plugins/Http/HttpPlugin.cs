using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Outbound;
using Orchestra.Engine.Plugins.Auth;
using Orchestra.Engine.Specs;

namespace Orchestra.Engine.Plugins.Http;

/// <summary>HTTP by OpenAPI: the protocol id <c>http</c>, the channel HTTP_REST.</summary>
public sealed class HttpPlugin : IProtocolPlugin
{
    /// <summary>A plug-in whose steps go out through the given client, with tokens of its own.</summary>
    public HttpPlugin(GuardedHttpClient client, TimeProvider time)
        : this(client, new CallAuth(client, time), time) { }

    internal HttpPlugin(GuardedHttpClient client, CallAuth auth, TimeProvider time)
    {
        var schemas = new CompiledSchemas();
        (Contracts, Steps) = (new ContractChecker(schemas), new HttpStepExecutor(client, auth, schemas, time));
        Source = new HttpSpecSource(client);
    }

    /// <inheritdoc />
    public string Id => "http";

    /// <inheritdoc />
    public string Version => "1";

    /// <inheritdoc />
    public ChannelType Channel => ChannelType.HttpRest;

    /// <inheritdoc />
    public ISpecParser Specs { get; } = new OpenApiParser();

    /// <inheritdoc />
    public ISpecSource Source { get; }

    /// <inheritdoc />
    public IEndpointMatcher Endpoints { get; } = new NamedEndpoints();

    /// <inheritdoc />
    public IStepExecutor Steps { get; }

    /// <inheritdoc />
    public IContractValidator Contracts { get; }

    private sealed class OpenApiParser : ISpecParser
    {
        public SpecImport Parse(ReadOnlyMemory<byte> content) => OpenApiReader.Read(content);
    }
}
