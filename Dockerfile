# syntax=docker/dockerfile:1
# Two stages: the first installs the pinned requirements and the package, the second only runs them.
FROM python:3.13-slim AS build
WORKDIR /src
RUN python -m venv /opt/errata
# server: what the bot needs; ocr: the same and the reader of screenshots (some 300 MB more).
ARG REQUIREMENTS=server
COPY requirements/${REQUIREMENTS}.txt requirements/chosen.txt
RUN /opt/errata/bin/pip install --no-cache-dir --require-hashes -r requirements/chosen.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY knowledge knowledge
COPY tests/corpus tests/corpus
RUN /opt/errata/bin/pip install --no-cache-dir --no-deps --no-build-isolation . \
 && /opt/errata/bin/python -m compileall -q /opt/errata/lib

FROM python:3.13-slim
RUN useradd --create-home --uid 10001 errata && install -d -o errata -g errata /data
COPY --from=build /opt/errata /opt/errata
# Whoever runs the image has a policy for restarts, so a bot that has lost Discord for this long ends itself.
ENV PATH=/opt/errata/bin:$PATH ERRATA_DATA_DIR=/data ERRATA_OFFLINE_SECONDS=900 PYTHONUNBUFFERED=1
USER errata
WORKDIR /data
VOLUME /data
# Healthy: settings, database and catalogue are as they should be; of Discord see ERRATA_OFFLINE_SECONDS above.
# Looking takes two seconds of processor time, so not too often.
HEALTHCHECK --interval=5m --timeout=20s --start-period=30s CMD ["errata", "doctor", "--offline"]
ENTRYPOINT ["errata"]
CMD ["run"]
