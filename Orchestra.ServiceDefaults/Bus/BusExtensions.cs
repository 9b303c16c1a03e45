using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orchestra.ServiceDefaults.Starting;

namespace Orchestra.ServiceDefaults.Bus;

/// <summary>The bus of wake-ups over RabbitMQ. It may be down: nothing is lost, only later.</summary>
public static class BusExtensions
{
    /// <summary>Name of the connection string.</summary>
    public const string ConnectionName = "messaging";

    /// <summary>Adds the bus.</summary>
    /// <param name="builder">The service being built.</param>
    /// <param name="configure">Adds consumers.</param>
    public static WebApplicationBuilder AddBus(this WebApplicationBuilder builder, Action<IBusRegistrationConfigurator>? configure = null)
    {
        // Read once here, where a wrong one still ends the start in words.
        var address =
            Uri.TryCreate(builder.Configuration.GetConnectionString(ConnectionName), UriKind.Absolute, out var uri)
            && uri.Scheme is "amqp" or "amqps" or "rabbitmq" or "rabbitmqs"
                ? uri
                : throw new SettingException($"set ConnectionStrings__{ConnectionName} to the broker's amqp:// address");
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            // Without the broker a service is slower, not unable: its check must not close /health/ready.
            bus.ConfigureHealthCheckOptions(check =>
            {
                check.Tags.Clear();
                check.Tags.Add("bus");
            });
            configure?.Invoke(bus);
            bus.UsingRabbitMq(
                (context, broker) =>
                {
                    broker.Host(address);
                    broker.ConfigureEndpoints(context);
                }
            );
        });
        // Waiting for the broker would end the process when it is down (PLATFORM: WaitUntilStarted).
        builder.Services.Configure<MassTransitHostOptions>(options =>
        {
            options.WaitUntilStarted = false;
            options.StopTimeout = TimeSpan.FromSeconds(2);
        });
        builder.Services.AddSingleton(typeof(WakeUp<>));
        return builder;
    }

    /// <summary>Listens for a wake-up: its <see cref="Signal{T}"/> is set in this process whenever one comes.</summary>
    public static void AddSignal<T>(this IBusRegistrationConfigurator bus)
        where T : class
    {
        bus.AddSingleton<Signal<T>>();
        bus.AddConsumer<SignalConsumer<T>, SignalConsumerDefinition<T>>();
    }
}
