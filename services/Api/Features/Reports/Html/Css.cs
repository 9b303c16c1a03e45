namespace Orchestra.Api.Features.Reports.Html;

/// <summary>The style sheet's text: light and dark by the reader's preference, light on paper.</summary>
internal static class Css
{
    public const string Sheet = Colours + Frame + Parts + Tables + Paper;

    private const string Colours = """
        :root{color-scheme:light dark;--bg:#fff;--soft:#f5f6f8;--line:#d9dde3;--text:#1a1f26;--muted:#566070;--link:#0b57b0;
        --good:#0f6b34;--good-b:#e3f4e9;--bad:#b3141c;--bad-b:#fdeaea;--broken:#7a3e9d;--broken-b:#f3eaf8;--unknown:#0b5a7a;--unknown-b:#e2f1f7;
        --flaky:#855000;--flaky-b:#fbf0db;--skipped:#566070;--skipped-b:#eceff3;--active:#0b57b0;--active-b:#e5effa}
        @media screen and (prefers-color-scheme:dark){:root{--bg:#13171d;--soft:#1b2129;--line:#343d49;--text:#e6e9ee;--muted:#a3adbb;--link:#82b6ff;
        --good:#6fd196;--good-b:#17321f;--bad:#ff8b8b;--bad-b:#3d1b1e;--broken:#d3a4ee;--broken-b:#33203f;--unknown:#7fcbea;--unknown-b:#12303d;
        --flaky:#efbd6a;--flaky-b:#3a2c12;--skipped:#a3adbb;--skipped-b:#2a313b;--active:#82b6ff;--active-b:#182c47}}
        .t-good{--c:var(--good);--b:var(--good-b)}.t-bad{--c:var(--bad);--b:var(--bad-b)}.t-broken{--c:var(--broken);--b:var(--broken-b)}
        .t-unknown{--c:var(--unknown);--b:var(--unknown-b)}.t-flaky{--c:var(--flaky);--b:var(--flaky-b)}
        .t-skipped{--c:var(--skipped);--b:var(--skipped-b)}.t-active{--c:var(--active);--b:var(--active-b)}

        """;

    private const string Frame = """
        *{box-sizing:border-box}html{scroll-padding-top:1rem}
        body{margin:0;background:var(--bg);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif}
        header.page,main,footer{max-width:80rem;margin:0 auto;padding:0 1.5rem}
        header.page{padding-top:2rem;border-top:.4rem solid var(--c);max-width:none}
        header.page>*{max-width:77rem;margin-left:auto;margin-right:auto}
        h1,h2,h3,h4,h5,p,dl,ol,ul{margin:0}h1{font-size:2.1rem;line-height:1.2;letter-spacing:-.015em;overflow-wrap:anywhere}
        h2{font-size:1.4rem;margin:2.75rem 0 .5rem;letter-spacing:-.01em}h3{font-size:1.05rem}h4{font-size:.95rem;margin:1.25rem 0 .35rem}
        h5{font-size:.8rem;margin:.75rem 0 .3rem;color:var(--muted);text-transform:uppercase;letter-spacing:.05em}
        a{color:var(--link);text-underline-offset:.15em}a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:3px}
        code,pre,dl.headers{font:.84em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace}
        code{overflow-wrap:anywhere;unicode-bidi:isolate}
        pre{margin:.3rem 0;padding:.6rem .75rem;background:var(--soft);border:1px solid var(--line);border-radius:6px;white-space:pre-wrap;overflow-wrap:anywhere;max-height:32rem;overflow:auto;unicode-bidi:isolate}
        .muted,.none{color:var(--muted)}.lead{margin-bottom:1rem}.kind{color:var(--muted);font-size:.85rem}
        .sr,.skip:not(:focus){position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        .skip:focus{position:absolute;left:1rem;top:1rem;background:var(--bg);padding:.5rem 1rem}
        .symbols{position:absolute;width:0;height:0}
        .icon{width:1em;height:1em;flex:none;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
        .badge{display:inline-flex;align-items:center;gap:.35em;padding:.1em .6em .1em .5em;border-radius:1em;background:var(--b);color:var(--c);font-weight:600;font-size:.82rem;white-space:nowrap;border:1px solid transparent}
        .verdict{display:flex;flex-wrap:wrap;align-items:center;gap:.75rem;margin-top:.75rem;margin-bottom:1.25rem;font-size:1.15rem}.verdict .badge{font-size:1.1rem;padding:.2em .8em}
        .facts{display:flex;flex-wrap:wrap;gap:.75rem 2.25rem}.facts dt{font-size:.78rem;color:var(--muted)}.facts dd{margin:0;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
        .facts.small{font-size:.88rem;gap:.4rem 1.75rem}.totals{display:flex;flex-wrap:wrap;gap:.35rem}
        nav{display:flex;flex-wrap:wrap;gap:.35rem 1.25rem;margin-top:1.25rem;padding:.7rem 0;border-top:1px solid var(--line);border-bottom:1px solid var(--line);font-size:.92rem}
        footer{padding-bottom:3rem}footer p{margin-top:1rem;max-width:48rem}.legend{display:grid;grid-template-columns:repeat(auto-fill,minmax(22rem,1fr));gap:.5rem 2rem;font-size:.9rem}
        .legend div{display:flex;gap:.75rem;align-items:baseline}.legend dt{flex:none;width:6.5rem}.legend dd{margin:0}

        """;

    private const string Parts = """
        .problems{list-style:none;padding:0;display:grid;gap:1rem}
        .card{border:1px solid var(--line);border-left:.35rem solid var(--c);border-radius:8px;padding:.9rem 1.1rem}
        .card h3{display:flex;flex-wrap:wrap;align-items:center;gap:.6rem}.endpoint{font-weight:400;color:var(--muted)}.where{font-size:.9rem;color:var(--muted);margin-top:.25rem}
        .reason{margin-top:.5rem}.violation{margin-top:.75rem}.violation+.violation{border-top:1px solid var(--line);padding-top:.75rem}
        .message{font-weight:600;overflow-wrap:anywhere}.code{font-size:.85rem;color:var(--muted)}.label{font-size:.8rem;font-weight:600;color:var(--muted)}
        .versus{display:grid;grid-template-columns:1fr 1fr;gap:.75rem;margin-top:.4rem}.versus>div{min-width:0}.versus pre{max-height:16rem}
        .expected pre{border-left:3px solid var(--good)}.actual pre{border-left:3px solid var(--bad)}
        .details{margin-top:.35rem;font-size:.85rem}.details div{display:flex;gap:.75rem}.details dt{flex:none;min-width:8rem;color:var(--muted)}.details dd{margin:0;min-width:0}
        .cut,.note{font-size:.85rem;color:var(--flaky);background:var(--flaky-b);padding:.25rem .6rem;border-radius:4px;margin:.3rem 0;max-width:60rem}
        .coverage{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:1rem}.coverage+h3,ul+h3{margin-top:1.25rem}
        .count{border:1px solid var(--line);border-radius:8px;padding:.8rem 1rem}.count h3 .muted{font-weight:400;font-size:.85rem}
        .figure{font-size:1.7rem;font-weight:600;font-variant-numeric:tabular-nums;line-height:1.4}.figure span{color:var(--muted);font-weight:400}.figure .share{font-size:.95rem;float:right;padding-top:.65rem}
        .meter{display:block;width:100%;height:.5rem;background:var(--skipped-b);border-radius:.25rem;fill:var(--c)}.missing{font-size:.85rem;margin-top:.5rem}.missing .icon{vertical-align:-.12em;color:var(--good)}
        .plain{padding-left:1.1rem;font-size:.92rem}.plain li{margin:.2rem 0}
        .scenario{border:1px solid var(--line);border-left:.35rem solid var(--c);border-radius:8px;margin-top:.75rem}
        .scenario>summary{display:flex;flex-wrap:wrap;align-items:center;gap:.6rem;padding:.65rem 1rem;cursor:pointer;list-style:none}
        .scenario>summary::-webkit-details-marker{display:none}.scenario>summary h3{overflow-wrap:anywhere;min-width:0}
        .scenario>summary:after{content:"";margin-left:auto;width:.5rem;height:.5rem;flex:none;border:solid var(--muted);border-width:0 2px 2px 0;transform:rotate(45deg)}
        .scenario[open]>summary:after{transform:rotate(225deg)}.scenario[open]>summary{border-bottom:1px solid var(--line)}
        .scenario>summary:hover,.exchange>summary:hover{background:var(--soft)}.inside{padding:.9rem 1rem 1rem}
        .path{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.35rem;margin-top:.4rem;font-size:.82rem}
        .path li{display:inline-flex;align-items:center;gap:.35em;padding:.05em .5em;border-radius:4px;background:var(--b)}.path .icon,.path span{color:var(--c)}

        """;

    private const string Tables = """
        .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9rem}
        th,td{padding:.4rem .6rem;text-align:left;vertical-align:top;unicode-bidi:isolate}thead th{font-size:.78rem;color:var(--muted);font-weight:600;border-bottom:1px solid var(--line);vertical-align:bottom;white-space:nowrap}
        tbody th{font-weight:600;overflow-wrap:anywhere;min-width:9rem}.steps tbody th+td{min-width:9rem}.overview tbody tr{border-bottom:1px solid var(--line)}.num{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        .steps tbody{border-bottom:1px solid var(--line)}.steps tbody:target{background:var(--soft)}.alias{display:block;font-weight:400;font-size:.82rem}
        .time{width:26%;min-width:11rem}.axis{display:flex;justify-content:space-between;font-weight:400;font-variant-numeric:tabular-nums}
        .bar{display:block;width:100%;height:.85rem;margin-top:.3rem;fill:var(--c);background:linear-gradient(90deg,var(--line) 1px,transparent 1px) 0 0/25% 100%;border-right:1px solid var(--line)}
        .more td{padding:0 .6rem .4rem 2.6rem}.more:not(:has(*>*)){display:none}
        .exchange>summary{cursor:pointer;font-size:.85rem;color:var(--muted);padding:.1rem .3rem;border-radius:4px}.exchange[open]{padding-bottom:.6rem}
        .wire{display:grid;grid-template-columns:1fr 1fr;gap:1rem}.wire>div{min-width:0}.line{overflow-wrap:anywhere}
        .headers{margin:.3rem 0}.headers div{display:flex;gap:.6rem}.headers dt{flex:none;color:var(--muted)}.headers dt:after{content:":"}.headers dd{margin:0;overflow-wrap:anywhere;min-width:0}
        @media(max-width:46rem){.versus,.wire{grid-template-columns:1fr}header.page,main,footer{padding-left:1rem;padding-right:1rem}.more td{padding-left:.6rem}}

        """;

    private const string Paper = """
        @media print{@page{margin:14mm}body{font-size:10pt}nav,.skip{display:none}header.page,main,footer{padding:0;max-width:none}header.page{padding-top:.5rem}
        .scroll{overflow:visible}pre{max-height:none;overflow:visible}.badge,.path li,.bar,.meter,.cut,.note,.card,.scenario{-webkit-print-color-adjust:exact;print-color-adjust:exact}
        table{font-size:8.5pt}th,td{padding:.25rem .35rem}.time{width:16%;min-width:5rem}.steps tbody th,.steps tbody th+td{min-width:7.5rem}.more td{padding-left:1.2rem}
        h2,h3,h4,thead{break-after:avoid}.card,.count,tr{break-inside:avoid}a{color:inherit;text-decoration:none}
        .scenario::details-content{display:block;content-visibility:visible}.scenario>summary:after{display:none}}
        """;
}
