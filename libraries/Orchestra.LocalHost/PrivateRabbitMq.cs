using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Orchestra.LocalHost.Processes;

namespace Orchestra.LocalHost;

/// <summary>
/// A RabbitMQ node of our own, on 127.0.0.1 only, as an account without privileges, with its own port mapper (epmd). Both
/// end when the process that started them ends, however that happens.
/// </summary>
public sealed partial class PrivateRabbitMq : IAsyncDisposable
{
    private const string NodeName = "orchestra@localhost";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan PollPeriod = TimeSpan.FromMilliseconds(30);

    private readonly PrivateRabbitMqOptions _options;
    private readonly string _folder;
    private readonly string _server;
    private readonly string _epmdProgram;
    private readonly UnixAccount? _account;
    private readonly int _epmdPort = FreePorts.Take();
    private readonly int _distributionPort = FreePorts.Take();
    private ChildProcess? _node;
    private ChildProcess? _epmd;

    private PrivateRabbitMq(PrivateRabbitMqOptions options)
    {
        _server = ServerBinaries.RabbitMqServer(options.BinariesFolder);
        _epmdProgram = ServerBinaries.Erlang("epmd");
        _account = UnixAccount.ForServer("rabbitmq", "nobody");
        _options = options;
        _folder = options.Folder ?? Path.Combine(TemporaryFolder.Create(), "rabbitmq");
        Port = options.Port ?? FreePorts.Take();
        Password = options.Password ?? Secrets.Generate();
    }

    /// <summary>Always 127.0.0.1.</summary>
    public string Host { get; } = "127.0.0.1";

    /// <summary>The AMQP port, the same over restarts.</summary>
    public int Port { get; }

    /// <summary>The user with all rights on every virtual host made here.</summary>
    public string UserName => _options.UserName;

    /// <summary>The user's password.</summary>
    public string Password { get; }

    /// <summary>The URI of the default virtual host.</summary>
    public string ConnectionString => $"amqp://{UserName}:{Password}@{Host}:{Port}";

    /// <summary>The node's process, then its port mapper's.</summary>
    public IReadOnlyList<int> ProcessIds => [Running.Id, _epmd!.Id];

    internal ChildProcess Running => _node ?? throw new LocalHostException("RabbitMQ is not running");

    /// <summary>Starts the node, making it if there is none, and waits until it answers.</summary>
    public static async Task<PrivateRabbitMq> StartAsync(
        PrivateRabbitMqOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var rabbitMq = new PrivateRabbitMq(options ?? new PrivateRabbitMqOptions());
        try
        {
            await rabbitMq.StartAgainAsync(cancellationToken);
            return rabbitMq;
        }
        catch
        {
            await rabbitMq.DisposeAsync();
            throw;
        }
    }

    /// <summary>The URI of a virtual host.</summary>
    public string ConnectionStringOf(string virtualHost) => $"{ConnectionString}/{Uri.EscapeDataString(virtualHost)}";

    /// <summary>Starts a stopped node on the same port and data and waits until it answers.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken = default)
    {
        if (_node is not null)
        {
            throw new LocalHostException("RabbitMQ is running already");
        }

        WriteConfiguration();
        // Started by us in the foreground: the node would start one that outlives it, on all interfaces.
        _epmd = await ProcessLauncher.StartAsync(
            Spec("epmd", _epmdProgram) with
            {
                Arguments = ["-address", Host, "-port", $"{_epmdPort}"],
            }
        );
        await AnswersOrEndsAsync(
            _epmd,
            "RabbitMQ's port mapper (epmd)",
            () => AcceptsAsync(_epmdPort, cancellationToken),
            cancellationToken
        );
        _node = await ProcessLauncher.StartAsync(Spec("rabbitmq-server", _server) with { Environment = NodeEnvironment() });
        await AnswersOrEndsAsync(_node, "RabbitMQ", () => SpeaksAmqpAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Stops the node and its port mapper; messages on durable queues stay. Immediately as in a crash when asked so.</summary>
    public async Task StopAsync(bool immediate = false)
    {
        if (_node is { } node)
        {
            await (immediate ? node.StopAsync() : node.StopAsync((UnixSignal.Terminate, TimeSpan.FromSeconds(3))));
            _node = null;
        }

        if (_epmd is { } epmd)
        {
            await epmd.StopAsync();
            _epmd = null;
        }
    }

    /// <summary>Adds a virtual host on which the user has all rights; one that exists is left as it is.</summary>
    public async Task AddVirtualHostAsync(string name, CancellationToken cancellationToken = default)
    {
        var answer = await EvaluateAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"rabbit_vhost:add({Binary(name)}, {Binary(UserName)}), "
                    + $"rabbit_auth_backend_internal:set_permissions({Binary(UserName)}, {Binary(name)}, <<\".*\">>, <<\".*\">>, <<\".*\">>, {Binary(UserName)})."
            ),
            cancellationToken
        );
        if (!answer.Contains("{ok, ok}", StringComparison.Ordinal))
        {
            throw new LocalHostException($"RabbitMQ did not add the virtual host '{name}': {answer}");
        }
    }

    /// <summary>The queues of the default virtual host, each with the messages that it holds.</summary>
    public async Task<IReadOnlyDictionary<string, int>> QueuesAsync(CancellationToken cancellationToken = default)
    {
        var answer = await EvaluateAsync(
            "lists:flatten([io_lib:format(\"~s=~b;\", [element(4, proplists:get_value(name, I)), "
                + "proplists:get_value(messages, I)]) || I <- rabbit_amqqueue:info_all(<<\"/\">>, [name, messages])]).",
            cancellationToken
        );
        return QueueText()
            .Matches(answer.ReplaceLineEndings(""))
            .ToDictionary(match => match.Groups[1].Value, match => int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
    }

    /// <summary>Stops the node and removes a temporary folder.</summary>
    public async ValueTask DisposeAsync()
    {
        // Where nothing is kept, nothing needs an orderly stop.
        await StopAsync(immediate: _options.Folder is null);
        if (_options.Folder is null)
        {
            TemporaryFolder.Remove(Path.GetDirectoryName(_folder)!);
        }
    }

    [GeneratedRegex("([^=;\"<]+)=([0-9]+);")]
    private static partial Regex QueueText();

    /// <summary>An Erlang binary of the text's UTF-8 bytes: no character of it can end the literal.</summary>
    private static string Binary(string text) => $"<<{string.Join(',', Encoding.UTF8.GetBytes(text))}>>";

    /// <summary>Evaluates an expression in the node. erl_call is a small C program: rabbitmqctl takes over a second to start.</summary>
    private async Task<string> EvaluateAsync(string expression, CancellationToken cancellationToken)
    {
        _ = Running;
        var script = Path.Combine(_folder, $"{Guid.CreateVersion7():N}.erl");
        UnixAccount.WriteFile(script, expression + "\n", _account);
        try
        {
            var spec = Spec("erl_call", "sh") with
            {
                // erl_call reads the cookie from HOME and the expression from its input.
                Arguments = ["-c", "exec \"$ERL_CALL\" -n \"$NODE\" -e < \"$SCRIPT\""],
                Environment = new Dictionary<string, string?>
                {
                    ["HOME"] = _folder,
                    ["ERL_EPMD_PORT"] = $"{_epmdPort}",
                    ["ERL_CALL"] = ServerBinaries.Erlang("erl_call"),
                    ["NODE"] = NodeName,
                    ["SCRIPT"] = script,
                },
                Output = static _ => { },
            };
            var process = await ProcessLauncher.StartAsync(spec);
            await using var cancel = cancellationToken.Register(() => process.Signal(UnixSignal.Kill));
            await process.Exited;
            cancellationToken.ThrowIfCancellationRequested();
            return string.Join('\n', process.LastLines);
        }
        finally
        {
            File.Delete(script);
        }
    }

    private static async Task AnswersOrEndsAsync(
        ChildProcess process,
        string name,
        Func<Task<bool>> answers,
        CancellationToken cancellationToken
    )
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await answers())
        {
            if (process.Exited.IsCompleted)
            {
                throw new LocalHostException($"{name} ended while starting:\n{string.Join('\n', process.LastLines)}");
            }

            if (TimeProvider.System.GetElapsedTime(started) > StartTimeout)
            {
                throw new LocalHostException(
                    $"{name} did not answer within {StartTimeout.TotalSeconds} s:\n{string.Join('\n', process.LastLines)}"
                );
            }

            await Task.Delay(PollPeriod, TimeProvider.System, cancellationToken);
        }
    }

    private async Task<bool> AcceptsAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(Host, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Whether the node greets: the first frame of AMQP 0-9-1 is a method frame (type 1) on channel 0.</summary>
    private async Task<bool> SpeaksAmqpAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(Host, Port, cancellationToken);
            var stream = client.GetStream();
            await stream.WriteAsync("AMQP\0\0\u0009\u0001"u8.ToArray(), cancellationToken);
            var first = new byte[1];
            return await stream.ReadAsync(first, cancellationToken) == 1 && first[0] == 1;
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }

    private void WriteConfiguration()
    {
        UnixAccount.CreateFolder(_folder, _account);
        UnixAccount.WriteFile(
            Path.Combine(_folder, "rabbitmq.conf"),
            $"""
            listeners.tcp.1 = {Host}:{Port}
            default_user = {UserName}
            default_pass = {Password}
            disk_free_limit.absolute = 50MB
            vm_memory_high_watermark.relative = 0.3

            """,
            _account
        );
        // No plugins: the management plugin alone doubles the start time.
        UnixAccount.WriteFile(Path.Combine(_folder, "enabled_plugins"), "[].\n", _account);
    }

    private Dictionary<string, string?> NodeEnvironment() =>
        new()
        {
            ["HOME"] = _folder,
            // The script replaces itself by the virtual machine instead of standing before it: one process to signal.
            ["RUNNING_UNDER_SYSTEMD"] = "1",
            ["RABBITMQ_NODENAME"] = NodeName,
            ["RABBITMQ_NODE_PORT"] = $"{Port}",
            ["RABBITMQ_NODE_IP_ADDRESS"] = Host,
            ["RABBITMQ_DIST_PORT"] = $"{_distributionPort}",
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(_folder, "mnesia"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(_folder, "log"),
            ["RABBITMQ_LOGS"] = "-",
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(_folder, "enabled_plugins"),
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(_folder, "rabbitmq.conf"),
            ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
            ["ERL_EPMD_PORT"] = $"{_epmdPort}",
            ["ERL_EPMD_ADDRESS"] = Host,
            // The server asks a helper of its own to start epmd. Where ours has just died with the host, that one would outlive all.
            ["ERL_AFLAGS"] = "-start_epmd false",
            // No spinning of idle schedulers (few cores), no epmd of its own, and the cluster port on loopback too.
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] =
                "+sbwt none +sbwtdcpu none +sbwtdio none -start_epmd false -kernel inet_dist_use_interface {127,0,0,1}",
        };

    private ProcessSpec Spec(string name, string program) =>
        new()
        {
            Name = name,
            FileName = program,
            WorkingDirectory = _folder,
            Account = _account,
            ForeignVariablePrefixes = ["RABBITMQ_", "ERL_", "NOTIFY_SOCKET"],
            Output = _options.Output ?? (static _ => { }),
        };
}
