namespace Orchestra.Modeling.Bpmn;

/// <summary>Gives ids to elements that have none: from what they are and connect, so that the same source gets the same ids.</summary>
internal sealed class IdGiver(BpmnDocument document)
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>Gives every missing id.</summary>
    public void GiveIds()
    {
        foreach (var process in document.Processes)
        {
            process.Id ??= Numbered("Process");
            foreach (var node in process.Nodes)
            {
                node.Id ??= Numbered(char.ToUpperInvariant(node.Element[0]) + node.Element[1..]);
            }

            foreach (var flow in process.Flows)
            {
                flow.Id ??= Free($"Flow_{flow.Source}_{flow.Target}");
            }
        }

        for (var i = 0; i < document.Participants.Count; i++)
        {
            var pool = document.Participants[i];
            document.Participants[i] = pool with { Id = pool.Id ?? Numbered("Participant") };
        }

        for (var i = 0; i < document.MessageFlows.Count; i++)
        {
            var flow = document.MessageFlows[i];
            document.MessageFlows[i] = flow with { Id = flow.Id ?? Free($"MessageFlow_{flow.Source}_{flow.Target}") };
        }
    }

    private string Numbered(string stem)
    {
        string id;
        do
        {
            var number = _numbers[stem] = _numbers.GetValueOrDefault(stem) + 1;
            id = $"{stem}_{number}";
        } while (!document.Ids.TryAdd(id, 0));

        return id;
    }

    private string Free(string id) => document.Ids.TryAdd(id, 0) ? id : Numbered(id);
}
