using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Contracts.Processes;

namespace Orchestra.Api.Features.Suites;

/// <summary>
/// Finds the processes of the tenant that call activities name, and those that these call: of each the latest version that is published, else
/// the latest. What is nowhere stays one task.
/// </summary>
internal sealed class CalledLookup(ApiDbContext db)
{
    // Processes that call others without end; the generator's own limit of nodes comes far earlier.
    private const int Most = 200;

    /// <summary>What was found.</summary>
    /// <param name="Graphs">The processes, each under the name that it is called by.</param>
    /// <param name="Versions">Where each comes from.</param>
    internal sealed record Found(IReadOnlyList<ProcessGraph> Graphs, IReadOnlyList<CalledVersion> Versions);

    /// <summary>Looks up whatever a graph calls and does not have itself.</summary>
    /// <param name="graph">The graph of a file.</param>
    /// <param name="kept">Versions to take in place of those.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Found> FindAsync(ControlFlowGraph graph, IReadOnlyList<CalledVersion> kept, CancellationToken cancellationToken)
    {
        var asked = graph.Processes.Select(process => process.Id).ToHashSet(StringComparer.Ordinal);
        var open = new Queue<string>(graph.Processes.SelectMany(Calls).Where(asked.Add));
        var graphs = new List<ProcessGraph>();
        var versions = new List<CalledVersion>();
        while (graphs.Count < Most && open.TryDequeue(out var name))
        {
            if (await FindAsync(name, kept.FirstOrDefault(version => version.CalledElement == name), cancellationToken) is not { } row)
            {
                continue;
            }

            // A key stands for the process of the file that nothing else of it calls: most files have one.
            var called = row.Graph.Processes.FirstOrDefault(process => process.Id == name) ?? row.Graph.Processes[0];
            graphs.Add(called with { Id = name });
            versions.Add(new CalledVersion(name, row.ProcessId, row.Version));
            var siblings = row.Graph.Processes.Where(process => asked.Add(process.Id)).ToList();
            graphs.AddRange(siblings);
            foreach (var next in siblings.Append(called).SelectMany(Calls).Where(asked.Add))
            {
                open.Enqueue(next);
            }
        }

        return new Found(graphs, versions);
    }

    private static IEnumerable<string> Calls(ProcessGraph process) => process.Nodes.Select(node => node.CalledElement).OfType<string>();

    private async Task<ProcessVersion?> FindAsync(string name, CalledVersion? kept, CancellationToken cancellationToken)
    {
        if (kept is not null)
        {
            return await db
                .ProcessVersions.AsNoTracking()
                .SingleOrDefaultAsync(row => row.ProcessId == kept.ProcessId && row.Version == kept.Version, cancellationToken);
        }

        // The id that the files give a process is what BPMN means; the key is what people call it here.
        var having = JsonSerializer.Serialize(new { processes = new[] { new { id = name } } });
        return await Taken(db.ProcessVersions.FromSql($"select * from api.process_version where graph @> {having}::jsonb"))
                .FirstOrDefaultAsync(cancellationToken)
            ?? await Taken(db.ProcessVersions.Where(row => db.Processes.Any(process => process.Id == row.ProcessId && process.Key == name)))
                .FirstOrDefaultAsync(cancellationToken);
    }

    private IQueryable<ProcessVersion> Taken(IQueryable<ProcessVersion> versions) =>
        versions
            .AsNoTracking()
            .Where(row =>
                row.Version
                == (
                    db.ProcessVersions.Where(other => other.ProcessId == row.ProcessId && other.PublishedAt != null)
                        .Max(other => (int?)other.Version)
                    ?? db.Processes.Where(process => process.Id == row.ProcessId).Select(process => process.LatestVersion).First()
                )
            )
            .OrderByDescending(row => row.CreatedAt)
            .ThenByDescending(row => row.ProcessId);
}
