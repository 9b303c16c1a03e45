using System.Globalization;
using System.Net;
using Npgsql;
using Orchestra.LocalHost.Processes;
using RabbitMQ.Client;

namespace Orchestra.LocalHost.Tests;

/// <summary>The servers on their own, as other tests use them.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
public sealed class PrivateServerTests
{
    [Test, CancelAfter(60_000)]
    public async Task PostgreSQL_keeps_committed_rows_over_an_immediate_restart_on_the_same_port()
    {
        await using var postgres = await PrivatePostgres.StartAsync();
        await postgres.CreateDatabaseAsync("shop");
        await postgres.CreateDatabaseAsync("shop");
        var before = (postgres.Port, postgres.ProcessId);
        await ExecuteAsync(postgres, "create table kept as select 42 as n");

        await postgres.RestartAsync(immediate: true);

        Assert.That(await ExecuteAsync(postgres, "select n from kept"), Is.EqualTo(42));
        Assert.That(postgres.Port, Is.EqualTo(before.Port));
        Assert.That(postgres.ProcessId, Is.Not.EqualTo(before.ProcessId));
    }

    [Test, CancelAfter(60_000)]
    public async Task PostgreSQL_does_not_run_as_root_and_leaves_nothing_behind()
    {
        var postgres = await PrivatePostgres.StartAsync(new PrivatePostgresOptions { Fsync = false, MaxConnections = 20 });
        var processId = postgres.ProcessId;
        var userId = (await File.ReadAllLinesAsync($"/proc/{processId}/status"))
            .First(line => line.StartsWith("Uid:", StringComparison.Ordinal))
            .Split('\t')[1];
        var folder = (string)(await ExecuteAsync(postgres, "show data_directory", "postgres"))!;
        Assert.That(await ExecuteAsync(postgres, "show max_connections", "postgres"), Is.EqualTo("20"));
        Assert.That(await ExecuteAsync(postgres, "show fsync", "postgres"), Is.EqualTo("off"));

        await postgres.DisposeAsync();

        Assert.That(userId, Is.Not.EqualTo("0"));
        Assert.That(ProcessTable.IsAlive(processId.ToString(CultureInfo.InvariantCulture), "postgres"), Is.False);
        Assert.That(Directory.Exists(folder), Is.False);
    }

    [Test, CancelAfter(120_000)]
    public async Task RabbitMQ_keeps_durable_messages_over_a_stop_and_has_virtual_hosts_on_loopback_only()
    {
        await using var rabbitMq = await PrivateRabbitMq.StartAsync();
        // Any name is data, never a part of the command.
        const string virtualHost = "tests/ü\">>, halt().";
        await rabbitMq.AddVirtualHostAsync(virtualHost);
        await rabbitMq.AddVirtualHostAsync(virtualHost);
        var listening = rabbitMq.ProcessIds.SelectMany(ListeningAddresses).ToList();
        Assert.That(listening, Has.Count.GreaterThanOrEqualTo(3).And.All.Matches<IPAddress>(IPAddress.IsLoopback));

        var factory = new ConnectionFactory
        {
            HostName = rabbitMq.Host,
            Port = rabbitMq.Port,
            UserName = rabbitMq.UserName,
            Password = rabbitMq.Password,
            VirtualHost = virtualHost,
        };
        await using (var connection = await factory.CreateConnectionAsync())
        await using (var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true)))
        {
            await channel.QueueDeclareAsync("kept", durable: true, exclusive: false, autoDelete: false);
            await channel.BasicPublishAsync("", "kept", mandatory: true, new BasicProperties { Persistent = true }, new byte[] { 42 });
        }

        await rabbitMq.StopAsync();
        Assert.That(async () => await factory.CreateConnectionAsync(), Throws.Exception, "the control: it is down");
        await rabbitMq.StartAgainAsync();

        await using var again = await factory.CreateConnectionAsync();
        await using var reading = await again.CreateChannelAsync();
        var message = await reading.BasicGetAsync("kept", autoAck: true);
        Assert.That(message?.Body.ToArray(), Is.EqualTo(new byte[] { 42 }));
        var guest = new ConnectionFactory { HostName = rabbitMq.Host, Port = rabbitMq.Port };
        Assert.That(async () => await guest.CreateConnectionAsync(), Throws.Exception, "there is no guest");
    }

    [Test]
    public void Missing_programs_are_named_with_the_packages_that_bring_them()
    {
        Assert.That(
            async () => await PrivatePostgres.StartAsync(new PrivatePostgresOptions { BinariesFolder = "/nowhere" }),
            Throws
                .InstanceOf<LocalHostException>()
                .With.Message.Contains("install the package postgresql")
                .And.Message.Contains("./orchestra setup")
        );
        Assert.That(
            async () => await PrivateRabbitMq.StartAsync(new PrivateRabbitMqOptions { BinariesFolder = "/nowhere" }),
            Throws
                .InstanceOf<LocalHostException>()
                .With.Message.Contains("install the package rabbitmq-server")
                .And.Message.Contains("./orchestra setup")
        );
    }

    private static async Task<object?> ExecuteAsync(PrivatePostgres postgres, string sql, string database = "shop")
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionStringOf(database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>The addresses a process listens on: its sockets, looked up in the kernel's tables.</summary>
    private static IEnumerable<IPAddress> ListeningAddresses(int processId)
    {
        const string listen = "0A";
        var sockets = Directory
            .EnumerateFiles($"/proc/{processId}/fd")
            .Select(file => new FileInfo(file).LinkTarget ?? "")
            .Where(target => target.StartsWith("socket:[", StringComparison.Ordinal))
            .Select(target => target[8..^1])
            .ToHashSet();
        return File.ReadLines("/proc/net/tcp")
            .Concat(File.ReadLines("/proc/net/tcp6"))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 9 && fields[3] == listen && sockets.Contains(fields[9]))
            .Select(fields => Address(fields[1].Split(':')[0]));
    }

    /// <summary>The kernel writes addresses as words of 32 bits in the machine's byte order.</summary>
    private static IPAddress Address(string hex) =>
        new([.. Convert.FromHexString(hex).Chunk(4).SelectMany(word => BitConverter.IsLittleEndian ? word.Reverse() : word)]);
}
