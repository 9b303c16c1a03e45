using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Outbound;
using Orchestra.Engine.Specs;

namespace Orchestra.Engine.Plugins.Http;

/// <summary>HTTP by OpenAPI: the protocol id <c>http</c>, the channel HTTP_REST.</summary>
public sealed class HttpPlugin : IProtocolPlugin
{
    /// <summary>A plug-in whose steps go out through the given client.</summary>
    public HttpPlugin(GuardedHttpClient client, TimeProvider time)
    {
        var contracts = new ContractChecker();
        (Contracts, Steps) = (contracts, new HttpStepExecutor(client, contracts, time));
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
