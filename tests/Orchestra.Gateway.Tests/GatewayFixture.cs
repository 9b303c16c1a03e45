namespace Orchestra.Gateway.Tests;

/// <summary>One fake service for each test; the gateway is started by the test with the settings it is about.</summary>
internal abstract class GatewayFixture
{
    private readonly List<IAsyncDisposable> _started = [];

    // Kept, and disposed with everything that is.
#pragma warning disable NUnit1032
    protected FakeService Service { get; private set; } = null!;
#pragma warning restore NUnit1032

    [SetUp]
    public async Task StartServiceAsync() => Service = await FakeService.StartAsync();

    [TearDown]
    public async Task StopAllAsync()
    {
        foreach (var started in Enumerable.Reverse(_started))
        {
            await started.DisposeAsync();
        }

        _started.Clear();
        await Service.DisposeAsync();
    }

    protected async Task<GatewayHost> StartGatewayAsync(params (string Key, string Value)[] settings) =>
        Keep(await GatewayHost.StartAsync([Service.Address], settings));

    protected T Keep<T>(T started)
        where T : IAsyncDisposable
    {
        _started.Add(started);
        return started;
    }
}
