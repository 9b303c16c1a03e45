using Orchestra.Engine.Outbound;

namespace Orchestra.Engine.Tests.Outbound;

/// <summary>A client for each test, and the policies most of them use.</summary>
internal abstract class OutboundFixture
{
    protected static readonly OutboundPolicy Closed = OutboundPolicy.PublicOnly;

    protected static readonly OutboundPolicy Development = new() { AllowLoopback = true };

    protected static readonly OutboundLimits Limits = new() { Timeout = TimeSpan.FromSeconds(20) };

    protected GuardedHttpClient Client { get; private set; } = null!;

    [SetUp]
    public void CreateClient() => Client = ClientWith(new DnsHostResolver());

    [TearDown]
    public void DisposeClient() => Client.Dispose();

    protected static GuardedHttpClient ClientWith(IHostResolver resolver, GuardedHttpOptions? options = null) =>
        new(new GuardedConnector(resolver, TimeProvider.System), TimeProvider.System, options);

    /// <summary>A client whose judge lets everything pass: what the guard's cases are held against.</summary>
    protected static GuardedHttpClient Unguarded(IHostResolver? resolver = null, GuardedConnector.Dial? dial = null) =>
        new(
            new GuardedConnector(
                resolver ?? new DnsHostResolver(),
                TimeProvider.System,
                (_, _, _, _) => OutboundDecision.Allow,
                dial ?? new RecordingDialler(null).DialAsync
            ),
            TimeProvider.System
        );

    protected static OutboundRequest Get(string url) => new("GET", url);

    protected static T Expect<T>(OutboundResult result)
        where T : OutboundResult
    {
        Assert.That(result, Is.InstanceOf<T>(), () => result.ToString());
        return (T)result;
    }

    protected static OutboundResponse Answer(OutboundResult result) => Expect<OutboundResult.Answered>(result).Response;
}
