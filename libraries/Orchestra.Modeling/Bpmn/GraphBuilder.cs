using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling.Bpmn;

/// <summary>Makes the graph of a source that was read: gives missing ids, looks references up, judges the whole.</summary>
internal sealed class GraphBuilder(BpmnDocument document)
{
    private readonly FaultList _faults = document.Faults;
    private readonly WarningList _warnings = document.Warnings;

    /// <summary>Builds the graph, or lists every fault.</summary>
    public ProcessImport Build()
    {
        new IdGiver(document).GiveIds();
        var processes = document.Processes.Where(process => process.Nodes.Count > 0).ToList();
        JudgeProcesses(processes);
        new ReferenceCheck(document).Run();
        foreach (var process in processes)
        {
            LinkEvents.Connect(process);
        }

        // Where references are broken, what cannot be reached proves nothing.
        var whole = !_faults.Any;
        foreach (var process in processes)
        {
            new ReachabilityCheck(process, document).Run(whole);
        }

        if (_faults.Any)
        {
            return new ProcessImport(null, _faults.ToList());
        }

        var graphs = processes.Select(Graph).ToList();
        new CoverageNotes(document, _warnings).Add();
        return new ProcessImport(
            new ControlFlowGraph
            {
                Processes = graphs,
                MessageFlows = MessageFlows(),
                Participants = [.. document.Participants.Select(pool => new Participant(pool.Id!, pool.Name, pool.ProcessId))],
                Warnings = _warnings.ToList(),
            },
            []
        );
    }

    private void JudgeProcesses(List<ProcessDraft> processes)
    {
        if (document.Processes.Count == 0)
        {
            _faults.Add(null, null, "the source has no process: add a <process> with a start event");
        }
        else if (processes.Count == 0)
        {
            _faults.Add(document.Processes[0].Id, document.Processes[0].Line, "no process of the source has a flow node");
        }

        foreach (var process in document.Processes.Where(process => process.Nodes.Count == 0))
        {
            _warnings.Add(WarningCodes.EmptyProcess, "the process has no flow nodes and was left out", process.Id, process.Line);
        }
    }

    private ProcessGraph Graph(ProcessDraft process)
    {
        var pool = document.Participants.FirstOrDefault(participant => participant.ProcessId == process.Id);
        var lanes = new Dictionary<string, LaneMember>(StringComparer.Ordinal);
        foreach (var member in process.LaneMembers)
        {
            if (!lanes.TryGetValue(member.NodeId, out var known) || known.Depth < member.Depth)
            {
                lanes[member.NodeId] = member;
            }
        }

        var defaults = process
            .Nodes.Where(node => node.Default is not null)
            .Select(node => node.Default!)
            .ToHashSet(StringComparer.Ordinal);
        return new ProcessGraph
        {
            Id = process.Id!,
            Name = process.Name,
            Participant = pool?.Name ?? pool?.Id,
            ParticipantId = pool?.Id,
            Nodes = [.. process.Nodes.Select(node => Node(node, lanes.GetValueOrDefault(node.Id!)?.Lane))],
            Edges = [.. process.Flows.Select(flow => Edge(flow, defaults.Contains(flow.Id!)))],
            Lanes = process.Lanes,
            Data = Data(process),
        };
    }

    private GraphNode Node(NodeDraft node, Lane? lane) =>
        new()
        {
            Id = node.Id!,
            Type = node.Type,
            Name = node.Name,
            Parent = node.Parent?.Id,
            Lane = lane?.Name ?? lane?.Id,
            AttachedTo = node.AttachedTo,
            Trigger = Trigger(node),
            TriggerRef = TriggerRef(node),
            IsInterrupting = node.IsInterrupting,
            IsForCompensation = node.IsForCompensation,
            CompensatedBy = node.Type == NodeType.BoundaryEvent ? document.Associations.GetValueOrDefault(node.Id!) : null,
            CalledElement = node.CalledElement,
            WaitsForAll = node.WaitsForAll,
            Loop = node.Loop,
            LoopCardinality = node.LoopCardinality,
            LoopTestsBefore = node.LoopTestsBefore,
            MaxLoopIterations = node.MaxLoopIterations,
            Endpoint = node.Endpoint,
            Alias = node.Alias,
            DataSet = node.DataSet,
            Shares = node.Shares,
            Sql = node.Sql,
            MessageKey = node.MessageKey,
            CorrelationId = node.CorrelationId,
            TimeoutMs = node.TimeoutMs,
            Expect = node.Expect ?? [],
            Reads = DataOf(node, node.Reads),
            Writes = DataOf(node, node.Writes),
            Attributes = node.Attributes,
            Extensions = node.Extensions,
            Line = node.Line,
        };

    // Associations also lead to inputs, outputs and properties of the node itself, which are no data of the process.
    private static List<string> DataOf(NodeDraft node, List<string> ids) =>
        ids.Count == 0 ? [] : [.. ids.Where(id => node.Process.Data.Exists(data => data.Id == id)).Distinct(StringComparer.Ordinal)];

    // A data object that a reference stands for is drawn as that reference only.
    private List<DataElement> Data(ProcessDraft process)
    {
        var referred = process.Data.Select(data => data.RefersTo).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var names = process
            .Data.Where(data => data.Name is not null)
            .DistinctBy(data => data.Id)
            .ToDictionary(data => data.Id, data => data.Name);
        return
        [
            .. process
                .Data.Where(data => !referred.Contains(data.Id))
                .Select(data => new DataElement(data.Id, data.Kind, data.Name ?? NameOf(data.RefersTo), data.Line)),
        ];

        string? NameOf(string? id) => id is null ? null : names.GetValueOrDefault(id) ?? document.DataStores.GetValueOrDefault(id);
    }

    private static GraphEdge Edge(FlowDraft flow, bool isDefault) =>
        new()
        {
            Id = flow.Id!,
            Source = flow.Source!,
            Target = flow.Target!,
            Name = flow.Name,
            Condition = flow.Condition,
            IsDefault = isDefault,
            DataSet = flow.DataSet,
            MaxLoopIterations = flow.MaxLoopIterations,
            Expect = flow.Expect ?? [],
            Attributes = flow.Attributes,
            Extensions = flow.Extensions,
            Line = flow.Line,
        };

    private string? Trigger(NodeDraft node)
    {
        var triggers = node.Triggers.Concat(
            node.TriggerReferences.Where(document.SharedTriggers.ContainsKey).Select(id => document.SharedTriggers[id])
        );
        return triggers.Take(2).ToList() switch
        {
            [] => null,
            [var trigger] => trigger,
            _ => "multiple",
        };
    }

    private string? TriggerRef(NodeDraft node)
    {
        var named =
            node.TriggerRef
            ?? node.TriggerReferences.Select(id => document.SharedTriggerRefs.GetValueOrDefault(id)).FirstOrDefault(id => id is not null);
        return named is null ? null : document.EventCodes.GetValueOrDefault(named, named);
    }

    private List<MessageFlow> MessageFlows() =>
        [.. document.MessageFlows.Select(flow => new MessageFlow(flow.Id!, flow.Source!, flow.Target!, flow.Name, flow.Line))];
}
