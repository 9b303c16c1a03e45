using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Npgsql;
using Orchestra.Cli.Local;
using Orchestra.Cli.Offline;
using Orchestra.Cli.Server;
using Orchestra.Contracts;
using Orchestra.Invariants;

namespace Orchestra.Cli.Development.Soak;

/// <summary>Runs of the bank's suite, a few at a time, and what the client was told about them.</summary>
internal sealed class SoakLoad(SoakTopology topology, CliConsole console, TimeProvider time) : IDisposable
{
    private const int SuitesAtOnce = 6;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    private readonly OrchestraClient _client = new(topology.Api, apiKey: null);
    private readonly List<Guid> _accepted = [];
    private JsonObject? _request;

    /// <summary>Runs that the Api said it has accepted.</summary>
    public IReadOnlyCollection<Guid> Accepted => _accepted;

    /// <summary>Imports the bank's process and contract and generates its suite.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var sample = Repository.PathOf("samples", "bank");
        var importer = new Importer(_client, console);
        var process = await importer.ProcessAsync(Path.Combine(sample, "credit-application.bpmn"), cancellationToken);
        var spec = SpecFile.ReadAll(["loans=" + Path.Combine(sample, "openapi.yaml")])[0];
        var suite = await _client.PostAsync(
            "suites",
            new JsonObject
            {
                ["processId"] = Importer.Id(process),
                ["specIds"] = new JsonArray(await importer.SpecAsync(spec, cancellationToken)),
            },
            cancellationToken
        );
        var environment = Importer.ReadObject(Path.Combine(sample, "environment.json"));
        environment["name"] = "soak";
        environment["serviceUrls"] = new JsonObject { ["loans"] = topology.Bank.GetLeftPart(UriPartial.Authority) };
        environment["allow"] = new JsonArray("127.0.0.0/8");
        _request = new JsonObject
        {
            ["suiteId"] = Importer.Id(suite),
            ["environmentId"] = await importer.EnvironmentAsync(environment, cancellationToken),
        };
    }

    /// <summary>Starts suite runs until it is stopped. A refusal or a lost answer promises nothing: the next try is another run.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Pace, time);
        while (!stop.IsCancellationRequested)
        {
            if (await UnfinishedAsync() is < SuitesAtOnce)
            {
                try
                {
                    var answer = await _client.PostAsync("suiteruns", _request!, CancellationToken.None);
                    _accepted.AddRange(answer["runIds"]!.AsArray().Select(id => id!.GetValue<Guid>()));
                    continue;
                }
                catch (CliException exception) when (exception.ExitCode is ExitCodes.Unreachable or ExitCodes.Broken)
                {
                    // The Api or its database is away: what it did not say counts for nothing.
                }
            }

            try
            {
                await timer.WaitForNextTickAsync(stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Suite runs that have not ended; null while nobody can say.</summary>
    public async Task<long?> UnfinishedAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection(topology.Database + ";Pooling=false;Timeout=3");
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("select count(*) from runs.suite_run where finished_at is null", connection);
            return (long)(await command.ExecuteScalarAsync())!;
        }
        catch (NpgsqlException)
        {
            return null;
        }
    }

    /// <summary>Everything that the bank was asked.</summary>
    public async Task<IReadOnlyList<SutRequest>> SutLogAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        var log = await http.GetFromJsonAsync<RequestList>(
            new Uri(topology.Bank, "/_sut/requests"),
            OrchestraJson.Options,
            cancellationToken
        );
        return log!.Items;
    }

    public void Dispose() => _client.Dispose();

    private sealed record RequestList(IReadOnlyList<SutRequest> Items);
}
