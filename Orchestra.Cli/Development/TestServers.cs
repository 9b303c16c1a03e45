using Orchestra.LocalHost;

namespace Orchestra.Cli.Development;

/// <summary>One PostgreSQL and one RabbitMQ of our own, for tests and benchmarks; gone when they are.</summary>
internal sealed class TestServers : IAsyncDisposable
{
    private readonly PrivatePostgres _postgres;
    private readonly PrivateRabbitMq _rabbitMq;

    private TestServers(PrivatePostgres postgres, PrivateRabbitMq rabbitMq)
    {
        _postgres = postgres;
        _rabbitMq = rabbitMq;
    }

    /// <summary>How tests and benchmarks find them.</summary>
    public IReadOnlyDictionary<string, string> Variables =>
        new Dictionary<string, string>
        {
            ["ORCHESTRA_TEST_POSTGRES"] = _postgres.ConnectionString,
            ["ORCHESTRA_TEST_RABBITMQ"] = _rabbitMq.ConnectionString,
        };

    /// <summary>Starts both at once.</summary>
    /// <param name="fsync">Whether commits survive a crash of the machine: measurements need it, tests do not.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="CliException">One of them does not start: exit code 2.</exception>
    public static async Task<TestServers> StartAsync(bool fsync, CancellationToken cancellationToken)
    {
        var postgres = PrivatePostgres.StartAsync(new PrivatePostgresOptions { Fsync = fsync }, cancellationToken);
        var rabbitMq = PrivateRabbitMq.StartAsync(new PrivateRabbitMqOptions(), cancellationToken);
        try
        {
            return new TestServers(await postgres, await rabbitMq);
        }
        catch (Exception exception)
        {
            await StopAsync(postgres);
            await StopAsync(rabbitMq);
            if (exception is LocalHostException)
            {
                throw new CliException(ExitCodes.Usage, exception.Message);
            }

            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _rabbitMq.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    private static async Task StopAsync<T>(Task<T> server)
        where T : IAsyncDisposable
    {
        await ((Task)server).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (server.IsCompletedSuccessfully)
        {
            await (await server).DisposeAsync();
        }
    }
}
