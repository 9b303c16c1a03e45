using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Tests.Sequence;

/// <summary>What arrows and texts of messages become.</summary>
public sealed class MessageTests
{
    [TestCase("->", null)]
    [TestCase("->>", null)]
    [TestCase("<<->>", null)]
    [TestCase("-|\\", null)]
    [TestCase("-//", null)]
    [TestCase("-)", ActionMode.FireAndForget)]
    [TestCase("-x", ActionMode.FireAndForget)]
    [TestCase("-->>", null)]
    [TestCase("--)", null)]
    public void Every_arrow_of_Mermaid_is_a_step_that_waits_or_not(string arrow, ActionMode? mode)
    {
        var graph = Diagrams.Mermaid($"User{arrow}Shop: place order");

        Assert.That(Diagrams.Step(graph, "place order").Mode, Is.EqualTo(mode));
    }

    [TestCase("->", null)]
    [TestCase("-[#red]>", null)]
    [TestCase("-[#red,dashed]>", null)]
    [TestCase("->o", null)]
    [TestCase("<->", null)]
    [TestCase("-\\", null)]
    [TestCase("->>", ActionMode.FireAndForget)]
    [TestCase("-\\\\", ActionMode.FireAndForget)]
    [TestCase("->x", ActionMode.FireAndForget)]
    [TestCase("-->", null)]
    public void Every_arrow_of_PlantUML_is_a_step_that_waits_or_not(string arrow, ActionMode? mode)
    {
        var graph = Diagrams.PlantUml($"User {arrow} Shop : place order");

        Assert.That(Diagrams.Step(graph, "place order").Mode, Is.EqualTo(mode));
    }

    [TestCase("Shop <- User : place order")]
    [TestCase("Shop <<- User : place order")]
    [TestCase("Shop x<- User : place order")]
    public void An_arrow_to_the_left_is_sent_from_the_right(string line)
    {
        var graph = Diagrams.PlantUml($"User -> Shop : look\n{line}");

        Assert.That(Diagrams.Steps(graph), Does.Contain("place order"));
        Assert.That(Diagrams.Step(graph, "place order").Services, Is.EqualTo(new[] { "Shop" }));
    }

    [Test]
    public void A_message_that_is_not_waited_for_is_followed_by_a_look_at_its_effect()
    {
        var graph = Diagrams.Mermaid(
            "%% orchestra: poll=\"GET /orders/{id}\"\nUser-)Shop: POST /orders\nUser-xShop: ping\nUser->>Shop: list"
        );

        var sent = Diagrams.Step(graph, "POST /orders");
        var poll = Diagrams.Step(graph, "Result of POST /orders");
        Assert.Multiple(() =>
        {
            Assert.That(
                Diagrams.Paths(graph),
                Is.EqualTo(new[] { "POST /orders Result of POST /orders ping list" }),
                "a lost message has no effect to look for"
            );
            Assert.That(poll.Type, Is.EqualTo(NodeType.ReceiveTask));
            Assert.That((poll.PollOf, poll.Endpoint), Is.EqualTo((sent.Id, "GET /orders/{id}")));
            Assert.That(poll.Services, Is.EqualTo(new[] { "Shop" }));
        });
    }

    [TestCase("POST /orders", "POST /orders", false)]
    [TestCase("1. POST /orders {items}", "POST /orders", false)]
    [TestCase("create order (POST /orders/:id/items?x=1)", "POST /orders/{id}/items", false)]
    [TestCase("`GET https://shop.example.com/v1/orders/<id>`", "GET /v1/orders/{id}", false)]
    [TestCase("placeOrder", "placeOrder", true)]
    [TestCase("placeOrder(items, customer)", "placeOrder", true)]
    [TestCase("place an order", null, false)]
    [TestCase("POST order", null, false)]
    [TestCase("post /orders", null, false)]
    public void A_text_that_names_an_operation_binds_the_step(string text, string? endpoint, bool isGuess)
    {
        var node = Diagrams.Mermaid($"User->>Shop: {text}").Processes[0].Nodes[1];

        Assert.That((node.Endpoint, node.IsEndpointGuessed, node.Name), Is.EqualTo((endpoint, isGuess, text)));
    }

    [TestCase("201", 201)]
    [TestCase("201 Created", 201)]
    [TestCase("HTTP/1.1 404 Not Found", 404)]
    [TestCase("status: 409", 409)]
    [TestCase("200 {id, total}", 200)]
    [TestCase("(204)", 204)]
    [TestCase("200 items", null)]
    [TestCase("the order", null)]
    [TestCase("999", null)]
    public void An_answer_that_names_a_status_is_expected(string text, int? status)
    {
        var node = Diagrams.Mermaid($"User->>Shop: place\nShop-->>User: {text}").Processes[0].Nodes[1];

        Assert.That(
            node.Expect.Select(rule => ((string?)rule.Left, (int?)rule.Right)),
            Is.EqualTo(status is null ? [] : new[] { ("{{response.statusCode}}", status) })
        );
        Assert.That(node.Attributes["sequence:reply"], Is.EqualTo(text));
    }

    [Test]
    public void A_return_answers_whoever_called_the_last_that_was_activated()
    {
        var graph = Diagrams.PlantUml(
            "User -> Shop ++ : place\nShop -> Stock ++ : reserve\nreturn reserved\nreturn 201 Created\nUser -> Shop : look"
        );

        Assert.That(Diagrams.Step(graph, "place").Attributes["sequence:reply"], Is.EqualTo("201 Created"));
        Assert.That(Diagrams.Steps(graph), Is.EqualTo(new[] { "place", "look" }));
    }

    [Test]
    public void Found_messages_are_sent_by_the_test_and_lost_ones_end_outside()
    {
        var graph = Diagrams.PlantUml("[-> Shop : order\nShop ->] : event\nShop <-] : refund\nShop -> Stock : reserve\n?-> Shop : look");

        Assert.That(Diagrams.Steps(graph), Is.EqualTo(new[] { "order", "refund", "look" }));
    }

    [Test]
    public void Names_may_hold_blanks_hyphens_quotes_and_what_looks_like_arrows()
    {
        var graph = Diagrams.Mermaid(
            "actor End user\nparticipant web-xml\nparticipant S as Shop<br/>service\nEnd user->>web-xml: a\n\"End user\"->>+S: b #35;1\nweb-xml->>S: c;End user ->>()S : d"
        );

        Assert.That(Diagrams.Steps(graph), Is.EqualTo(new[] { "a", "b #1", "d" }));
        Assert.That(Diagrams.Step(graph, "b #1").Services, Is.EqualTo(new[] { "Shop service", "S" }));
        Assert.That(
            Diagrams.Steps(
                Diagrams.PlantUml("actor \"End user\" as U\nU -> \"Shop, the big one\" as S : a\n\"End user\" -> S : x\nU->S:b")
            ),
            Is.EqualTo(new[] { "a", "b" }),
            "a participant in quotes without its alias is another one"
        );
    }

    [Test]
    public void Equal_texts_get_ids_of_their_own_and_a_change_elsewhere_leaves_ids_as_they_are()
    {
        var before = Diagrams.Mermaid("A->>S: get\nA->>S: put\nA->>S: get");
        var after = Diagrams.Mermaid("A->>S: look\nA->>S: get\nA->>S: put\nA->>S: get");

        var ids = before.Processes[0].Nodes.Select(node => node.Id).ToList();
        Assert.That(ids, Is.Unique);
        Assert.That(after.Processes[0].Nodes.Select(node => node.Id), Is.SupersetOf(ids));
        Assert.That(before.Processes[0].Nodes.Select(node => node.Line), Is.EqualTo(new int?[] { null, 2, 3, 4, null }));
    }
}
