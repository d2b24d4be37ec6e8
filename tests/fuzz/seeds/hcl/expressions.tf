a = !(x && y || z) == (-1 + 2 * 3 % 4 <= 5)
b = { for k, v in o : k => v... if v[0].w.*.id != null }
c = provider::aws::parse(l[*].a["k"].b.0, xs...)
d = [1, 0.5, true, null,
  f(),
]
größe = x.y[z ? 1 : 2]
