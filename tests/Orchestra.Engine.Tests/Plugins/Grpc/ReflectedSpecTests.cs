using System.Text;
using Microsoft.AspNetCore.Builder;
using Orchestra.Engine.Outbound;
using Orchestra.Engine.Plugins;
using Orchestra.Engine.Plugins.Grpc;

namespace Orchestra.Engine.Tests.Plugins.Grpc;

/// <summary>A running server tells its spec.</summary>
[CancelAfter(60_000)]
internal sealed class ReflectedSpecTests : GrpcPluginFixture
{
    private static readonly OutboundPolicy Open = new() { AllowLoopback = true };

    private readonly IProtocolPlugin _plugin = new GrpcPlugin(
        new GuardedConnector(new DnsHostResolver(), TimeProvider.System),
        TimeProvider.System
    );

    [Test]
    public async Task What_a_server_reflects_is_the_spec_that_its_descriptor_set_is(CancellationToken cancellationToken)
    {
        await using var server = await StartAsync();

        var fetched = await FetchAsync(server, Open, cancellationToken);

        Assert.That(fetched.Failure, Is.Null);
        var (reflected, imported) = (_plugin.Specs.Parse(fetched.Content), _plugin.Specs.Parse(ScoringSet.Bytes()));
        Assert.That(reflected.Faults, Is.Empty);
        Assert.That(
            reflected.Endpoints.Select(endpoint => endpoint.EndpointName),
            Is.EquivalentTo(imported.Endpoints.Select(endpoint => endpoint.EndpointName)).And.Not.Empty
        );
        Assert.That(Encoding.ASCII.GetString(fetched.Content.Span), Does.Match("^[A-Za-z0-9+/=]+$"));
    }

    [Test]
    public async Task A_server_without_reflection_says_what_to_import_instead(CancellationToken cancellationToken)
    {
        await using var server = await StartAsync(reflects: false);

        Assert.That((await FetchAsync(server, Open, cancellationToken)).Failure, Does.Contain("import a descriptor set or .proto files"));
    }

    [Test]
    public async Task A_closed_address_is_not_connected_to_and_not_told(CancellationToken cancellationToken)
    {
        await using var server = await StartAsync();

        var failure = (await FetchAsync(server, new OutboundPolicy(), cancellationToken)).Failure;

        Assert.That(failure, Does.Contain("name an environment that opens it"));
        Assert.That(failure, Does.Not.Contain("127.0.0.1"));
    }

    private Task<FetchedSpec> FetchAsync(WebApplication server, OutboundPolicy policy, CancellationToken cancellationToken) =>
        _plugin.Source!.FetchAsync(new Uri(UrlOf(server)), policy, cancellationToken);
}
