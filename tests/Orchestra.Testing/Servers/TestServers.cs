using Orchestra.LocalHost;

namespace Orchestra.Testing.Servers;

/// <summary>
/// The one PostgreSQL and the one RabbitMQ of a test run: those that <c>./orchestra test</c> started, or private ones of this
/// process, started when first asked for and ended with it. The Kafka broker is always this process's own.
/// </summary>
public static class TestServers
{
    /// <summary>Superuser connection string of the run's PostgreSQL.</summary>
    public const string PostgresVariable = "ORCHESTRA_TEST_POSTGRES";

    /// <summary>amqp address of the run's RabbitMQ.</summary>
    public const string RabbitMqVariable = "ORCHESTRA_TEST_RABBITMQ";

    /// <summary>Superuser connection string.</summary>
    public static Task<string> PostgresAsync() => Postgres.Started;

    /// <summary>amqp address of the default virtual host.</summary>
    public static Task<string> RabbitMqAsync() => RabbitMq.Started;

    /// <summary>A Kafka broker.</summary>
    public static KafkaBroker Kafka() => KafkaCluster.Started;

    /// <summary>Whether the long tests were asked for.</summary>
    public static bool IsDeep => Environment.GetEnvironmentVariable("ORCHESTRA_TEST_DEEP") == "1";

    private static async Task<string> StartPostgresAsync()
    {
        if (Environment.GetEnvironmentVariable(PostgresVariable) is { Length: > 0 } given)
        {
            return given;
        }

        // Ended by the parent-death signal when this process ends.
        var server = await PrivatePostgres.StartAsync(new PrivatePostgresOptions { Fsync = false });
        return server.ConnectionString;
    }

    private static async Task<string> StartRabbitMqAsync()
    {
        if (Environment.GetEnvironmentVariable(RabbitMqVariable) is { Length: > 0 } given)
        {
            return given;
        }

        var server = await PrivateRabbitMq.StartAsync();
        return server.ConnectionString;
    }

    // A nested type's initialiser runs when it is first used, once.
    private static class Postgres
    {
        public static readonly Task<string> Started = StartPostgresAsync();
    }

    private static class KafkaCluster
    {
        public static readonly KafkaBroker Started = KafkaBroker.Start();
    }

    private static class RabbitMq
    {
        public static readonly Task<string> Started = StartRabbitMqAsync();
    }
}
