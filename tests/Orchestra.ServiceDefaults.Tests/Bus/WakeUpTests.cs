using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestra.ServiceDefaults.Bus;
using Orchestra.Testing.Servers;
using Orchestra.Testing.Waiting;

namespace Orchestra.ServiceDefaults.Tests.Bus;

/// <summary>Wake-ups over a real broker, and over none.</summary>
[CancelAfter(60_000)]
internal sealed class WakeUpTests
{
    [Test]
    public async Task A_wake_up_arrives_and_a_flood_of_them_is_coalesced(CancellationToken cancellationToken)
    {
        var heard = new Signal();
        await using var app = await StartAsync(await TestServers.RabbitMqAsync(), heard, cancellationToken);
        var counter = app.Services.GetRequiredService<PokeCounter>();
        var wakeUp = app.Services.GetRequiredService<WakeUp<Poke>>();
        await FirstHeardAsync(wakeUp, heard, cancellationToken);
        var before = counter.Count;

        for (var i = 0; i < 100_000; i++)
        {
            wakeUp.Send();
        }

        // Not the signal: a wake-up that was counted before may still be about to set it.
        await Eventually.IsTrueAsync(() => Task.FromResult(counter.Count > before), TimeSpan.FromSeconds(20), "a wake-up arrives");
        Assert.That(counter.Count - before, Is.LessThan(5_000));
        await app.StopAsync(cancellationToken);
    }

    [Test]
    public async Task A_dead_broker_costs_the_caller_nothing_and_the_end_nothing(CancellationToken cancellationToken)
    {
        await using var app = await StartAsync("amqp://nobody:nothing@127.0.0.1:1/", new Signal(), cancellationToken);
        var wakeUp = app.Services.GetRequiredService<WakeUp<Poke>>();

        var started = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < 1000; i++)
        {
            wakeUp.Send();
        }

        Assert.That(TimeProvider.System.GetElapsedTime(started), Is.LessThan(TimeSpan.FromSeconds(1)));
        await wakeUp.DisposeAsync();
        Assert.That(() => wakeUp.Send(), Throws.Nothing, "a late caller is not punished");
    }

    [Test]
    public async Task A_publish_that_fails_while_the_service_stops_does_not_break_the_end(CancellationToken cancellationToken)
    {
        var (bus, script) = BreakingBus.Create();
        var wakeUp = new WakeUp<Poke>(bus, TimeProvider.System, NullLogger<WakeUp<Poke>>.Instance);
        wakeUp.Send();
        await script.Publishing.WaitAsync(cancellationToken);

        Assert.That(async () => await wakeUp.DisposeAsync(), Throws.Nothing);
    }

    // The consumer's queue is bound some time after the start: asked again until the first one comes.
    private static async Task FirstHeardAsync(WakeUp<Poke> wakeUp, Signal heard, CancellationToken cancellationToken)
    {
        for (var first = heard.Next; !first.IsCompleted; )
        {
            wakeUp.Send();
            await Signal.WaitAsync(first, TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
        }
    }

    private static async Task<WebApplication> StartAsync(string broker, Signal heard, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["ConnectionStrings:messaging"] = broker,
                ["urls"] = "http://127.0.0.1:0",
                ["Logging:LogLevel:Default"] = "None",
            }
        );
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(heard);
        builder.Services.AddSingleton<PokeCounter>();
        builder.AddBus(bus => bus.AddConsumer<PokeConsumer>().Endpoint(endpoint => endpoint.Temporary = true));
        var app = builder.Build();
        await app.StartAsync(cancellationToken);
        return app;
    }
}
